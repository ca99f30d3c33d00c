/** Guesses at a password that are being judged are told from those that failed. */
export const signIn = `
-- Of a guess that is being judged; null once it failed.
alter table login_failures add column guess_id uuid;
create unique index login_failures_guess on login_failures (guess_id) where guess_id is not null;
`;
