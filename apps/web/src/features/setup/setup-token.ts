/** The one-time token of the link, from the fragment (which no server log sees) or from the query. */
export function readSetupToken(hash: string, search: string): string | null {
  const inHash = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  return inHash ?? new URLSearchParams(search).get('token');
}

/** 0 (too short) to 4 (strong): length first, since a long sentence beats a short riddle. */
export function passwordStrength(password: string): 0 | 1 | 2 | 3 | 4 {
  if (password.length < 8) return 0;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  const isMonotone = new Set(password).size < 5;
  if (isMonotone) return 1;
  const points =
    (password.length >= 20 ? 3 : password.length >= 15 ? 2 : password.length >= 11 ? 1 : 0) +
    (kinds >= 3 ? 1 : 0);
  return Math.min(4, 1 + points) as 1 | 2 | 3 | 4;
}
