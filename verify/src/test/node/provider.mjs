// oidc-provider with our configuration: node provider.mjs <port> [initial access token]
// Prints "ready" when it listens. With an initial access token, registration demands it; without, registration is open.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { clients } from './clients.mjs';
import { interactions } from './interactions.mjs';
import { users } from './users.mjs';

const [, , port, initialAccessToken] = process.argv;
const issuer = `http://localhost:${port}`;

const signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const provider = new Provider(issuer, {
  clients,
  clientDefaults: { id_token_signed_response_alg: 'RS256' },
  jwks: { keys: [{ ...signingKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  scopes: ['openid', 'offline_access'],
  claims: {
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
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, id) => users[id] && { accountId: id, claims: () => ({ sub: id, ...users[id].claims }) },
  // Everything that the user could be asked to consent to is granted.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      accountId: ctx.oidc.session.accountId,
      clientId: ctx.oidc.client.clientId,
    });
    grant.addOIDCScope([...ctx.oidc.requestParamScopes].join(' '));
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
