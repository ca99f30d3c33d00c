import { expect, it } from 'vitest';
import { contractResolver } from './contract-resolver.ts';

const account = contractResolver(
  async () => (await import('@overmind/contracts/entities/user')).FirstAccount,
);
const typed = { token: 'omx_1', email: ' Ada@Example.com ', password: 'a long enough phrase 7' };
const options = { fields: {}, shouldUseNativeValidation: false };

it('says beside each field what the contract refuses', async () => {
  const { errors } = await account({ ...typed, email: 'ada', password: 'short' }, undefined, options);
  expect(errors).toMatchObject({
    email: { message: 'Give a valid e-mail address.' },
    password: { message: expect.stringContaining('at least 8 characters') },
  });
});

it('gives what was typed as the contract reads it', async () => {
  const { values, errors } = await account(typed, undefined, options);
  expect([values, errors]).toEqual([{ ...typed, email: 'ada@example.com', display_name: '' }, {}]);
});

it('leaves the check to the server where the schema does not come', async () => {
  const cutOff = contractResolver(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await cutOff({ email: 'ada' }, undefined, options)).toEqual({
    values: { email: 'ada' },
    errors: {},
  });
});
