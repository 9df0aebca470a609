// The clients that are registered by hand. Their redirect URIs are replaced by "any port of localhost" in provider.mjs.
const common = {
  redirect_uris: ['http://localhost/redirect_uri'],
  post_logout_redirect_uris: ['http://localhost/'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
};

export const clients = [
  {
    ...common,
    grant_types: [...common.grant_types, 'client_credentials'],
    client_id: 'client1',
    client_secret: 'secret1-of-client1-0123456789abcdef',
    token_endpoint_auth_method: 'client_secret_basic',
  },
  {
    ...common,
    client_id: 'client:special',
    client_secret: 'z/tZ9+:%& of-client-special-0123456789',
    token_endpoint_auth_method: 'client_secret_basic',
  },
  {
    ...common,
    client_id: 'client-post',
    client_secret: 'z/tZ9+:%& of-client-post-0123456789',
    token_endpoint_auth_method: 'client_secret_post',
  },
  {
    ...common,
    client_id: 'client-public',
    token_endpoint_auth_method: 'none',
  },
  {
    ...common,
    client_id: 'client-consent',
    client_secret: 'secret-of-client-consent-0123456789',
    token_endpoint_auth_method: 'client_secret_basic',
  },
  {
    ...common,
    client_id: 'client-api',
    client_secret: 'secret-of-client-api-0123456789abcdef',
    token_endpoint_auth_method: 'client_secret_basic',
  },
];
