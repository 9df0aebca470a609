import { users } from './users.mjs';

const escaped = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (uid, message, hint = '') => `<!doctype html>
<html lang="en">
<title>Sign in</title>
<h1>Sign in</h1>
<p>${message}</p>
<form method="post" action="/interaction/${uid}">
  <input name="username" autocomplete="off" value="${escaped(hint)}">
  <input name="password" type="password">
  <button>Sign in</button>
</form>
<form method="post" action="/interaction/${uid}/cancel">
  <button>Cancel</button>
</form>
</html>`;

async function form(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

function html(response, status, body) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(body);
}

/** The provider's own pages: a form for user name and password, and a way to refuse. */
export function interactions(provider) {
  async function answer(request, response) {
    const { uid, params } = await provider.interactionDetails(request, response);
    const done = (result) => provider.interactionFinished(request, response, result);
    if (request.method === 'GET') return html(response, 200, page(uid, 'Who are you?', params.login_hint));
    if (request.url.endsWith('/cancel')) {
      return done({ error: 'access_denied', error_description: 'The user said no' });
    }
    const fields = await form(request);
    const user = users[fields.get('username')];
    if (user?.password !== fields.get('password')) return html(response, 401, page(uid, 'Wrong name or password.'));
    return done({ login: { accountId: fields.get('username'), acr: 'urn:example:password' } });
  }
  return (request, response) => answer(request, response).catch((error) => {
    console.error(error);
    html(response, 400, `<!doctype html><title>Error</title><p>${error.name}</p>`);
  });
}
