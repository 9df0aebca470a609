// oidc-provider with our configuration: node provider.mjs <port> [initial access token]
// Prints "ready" when it listens. With an initial access token, registration demands it; without, registration is open.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider, interactionPolicy } from 'oidc-provider';
import { clients } from './clients.mjs';
import { interactions } from './interactions.mjs';
import { users } from './users.mjs';

const [, , port, initialAccessToken] = process.argv;
const issuer = `http://localhost:${port}`;

// One key of each kind: the algorithm is the client's choice.
const keys = [
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
  generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  generateKeyPairSync('ed25519'),
].map(({ privateKey }) => ({ ...privateKey.export({ format: 'jwk' }), use: 'sig' }));

const signatures = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'EdDSA', 'HS256'];
const keyManagement = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'];
const contentEncryption = ['A128GCM', 'A256GCM', 'A128CBC-HS256', 'A256CBC-HS512'];

// Clients of type "native" are asked for consent each time; ours are native because only those may have http URIs.
const policy = interactionPolicy.base();
policy.get('consent').checks.remove('native_client_prompt');

const provider = new Provider(issuer, {
  clients,
  clientDefaults: { id_token_signed_response_alg: 'RS256' },
  jwks: { keys },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  scopes: ['openid', 'offline_access'],
  acrValues: ['urn:example:password'],
  responseTypes: [
    'code',
    'id_token',
    'id_token token',
    'code id_token',
    'code token',
    'code id_token token',
  ],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'],
  enabledJWA: {
    clientAuthSigningAlgValues: signatures,
    idTokenSigningAlgValues: signatures,
    userinfoSigningAlgValues: signatures,
    requestObjectSigningAlgValues: signatures,
    idTokenEncryptionAlgValues: keyManagement,
    idTokenEncryptionEncValues: contentEncryption,
    userinfoEncryptionAlgValues: keyManagement,
    userinfoEncryptionEncValues: contentEncryption,
  },
  // Without this the provider refuses to fetch a client's keys from loopback.
  fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
  claims: {
    acr: null,
    auth_time: null,
    iss: null,
    sid: null,
    openid: ['sub'],
    profile: ['name', 'given_name', 'family_name', 'preferred_username'],
    email: ['email', 'email_verified'],
  },
  // OpenID Connect Core section 5.4: with an access token, the claims of scopes come from UserInfo only.
  conformIdTokenClaims: true,
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
  ttl: {
    AccessToken: 60,
    AuthorizationCode: 60,
    IdToken: 60,
    Interaction: 600,
    Grant: 3600,
    RefreshToken: 3600,
    Session: 3600,
  },
  features: {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    encryption: { enabled: true },
    jwtUserinfo: { enabled: true },
    requestObjects: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (ctx, resource) => ({ scope: '', audience: resource, accessTokenFormat: 'jwt' }),
    },
    introspection: { enabled: true },
    revocation: { enabled: true },
    registration: { enabled: true, initialAccessToken: initialAccessToken ?? false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        const button = '<button name="logout" value="yes">Sign out</button>';
        ctx.body = `<!doctype html><title>Sign out?</title>${form.replace('</form>', `${button}</form>`)}`;
      },
    },
  },
  interactions: { policy, url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, id) => users[id] && { accountId: id, claims: () => ({ sub: id, ...users[id].claims }) },
  // Everything that the user could be asked to consent to is granted.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      accountId: ctx.oidc.session.accountId,
      clientId: ctx.oidc.client.clientId,
    });
    grant.addOIDCScope([...ctx.oidc.requestParamScopes].join(' '));
    grant.addOIDCClaims([...ctx.oidc.requestParamClaims]);
    await grant.save();
    return grant;
  },
  renderError: (ctx, out, error) => {
    console.error(error);
    ctx.type = 'text/plain';
    ctx.body = JSON.stringify(out);
  },
});

// The application under test listens on any free port, so its URIs cannot be listed beforehand.
const { redirectUriAllowed, postLogoutRedirectUriAllowed } = provider.Client.prototype;
const configured = new Set(clients.map((client) => client.client_id));
const onLoopback = (uri) => ['localhost', '127.0.0.1'].includes(new URL(uri).hostname);
provider.Client.prototype.redirectUriAllowed = function allowed(uri) {
  return configured.has(this.clientId) ? onLoopback(uri) : redirectUriAllowed.call(this, uri);
};
provider.Client.prototype.postLogoutRedirectUriAllowed = function allowed(uri) {
  return configured.has(this.clientId) ? onLoopback(uri) : postLogoutRedirectUriAllowed.call(this, uri);
};

const oidc = provider.callback();
const interact = interactions(provider);
createServer((request, response) => (request.url.startsWith('/interaction/') ? interact : oidc)(request, response))
  .listen(Number(port), 'localhost', () => console.log('ready'));
