// oidc-provider with our configuration: node provider.mjs <port> [initial access token]
// Prints "ready" when it listens. With an initial access token, registration demands it; without, registration is open.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { errors, interactionPolicy, Provider } from 'oidc-provider';
import { clients } from './clients.mjs';
import { interactions } from './interactions.mjs';
import { users } from './users.mjs';

const [, , port, initialAccessToken] = process.argv;
const issuer = `http://localhost:${port}`;

const keyManagement = ['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'];
const contentEncryption = ['A128GCM', 'A192GCM', 'A256GCM', 'A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512'];
const asymmetric = ['RS', 'PS', 'ES'].flatMap((family) => ['256', '384', '512'].map((size) => family + size));
const signatures = [...asymmetric, 'EdDSA'];
const key = (type, options) => generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' });
// The first RSA key signs whatever says nothing else.
const keys = [
  key('rsa', { modulusLength: 2048 }),
  key('ec', { namedCurve: 'P-256' }),
  key('ec', { namedCurve: 'P-384' }),
  key('ec', { namedCurve: 'P-521' }),
  key('ed25519'),
].map((jwk) => ({ ...jwk, use: 'sig' }));

// A native client's user would be asked each time.
const policy = interactionPolicy.base();
policy.get('consent').checks.remove('native_client_prompt');

// The APIs that access tokens can be for. One checks them itself, the other one asks here.
const api = (accessTokenFormat) => ({ scope: 'read', accessTokenTTL: 60, accessTokenFormat });
const apis = new Map([
  ['https://orders.example.com', { ...api('jwt'), jwt: { sign: { alg: 'RS256' } } }],
  ['https://stock.example.com', api('opaque')],
]);

const provider = new Provider(issuer, {
  clients,
  clientDefaults: { id_token_signed_response_alg: 'RS256' },
  jwks: { keys },
  enabledJWA: {
    clientAuthSigningAlgValues: ['HS256', 'HS384', 'HS512', ...signatures],
    idTokenSigningAlgValues: ['HS256', ...signatures],
    requestObjectSigningAlgValues: signatures,
    userinfoSigningAlgValues: signatures,
    idTokenEncryptionAlgValues: keyManagement,
    userinfoEncryptionAlgValues: keyManagement,
    idTokenEncryptionEncValues: contentEncryption,
    userinfoEncryptionEncValues: contentEncryption,
  },
  responseTypes: ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'],
  acrValues: ['urn:example:password'],
  // Clients of these tests have their keys on loopback, where it would not fetch from.
  fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  scopes: ['openid', 'offline_access'],
  claims: {
    acr: null,
    auth_time: null,
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
  // Clients of these tests are on loopback, where it would not post to.
  fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
  features: {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    encryption: { enabled: true },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    jwtIntrospection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, resource) => {
        if (!apis.has(resource)) throw new errors.InvalidTarget();
        return apis.get(resource);
      },
    },
    jwtUserinfo: { enabled: true },
    requestObjects: { enabled: true },
    revocation: { enabled: true },
    backchannelLogout: { enabled: true },
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
    for (const resource of apis.keys()) grant.addResourceScope(resource, 'read');
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
