export const users = {
  alice: {
    password: 'alice',
    claims: {
      name: 'Alice Adams',
      given_name: 'Alice',
      family_name: 'Adams',
      preferred_username: 'alice',
      email: 'alice@example.com',
      email_verified: true,
    },
  },
  bob: {
    password: 'bob',
    claims: {
      name: 'Bob Brown',
      given_name: 'Bob',
      family_name: 'Brown',
      preferred_username: 'bob',
      email: 'bob@example.com',
      email_verified: false,
    },
  },
};
