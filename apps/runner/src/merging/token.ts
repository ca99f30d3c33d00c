import { buildAutomaton, redactText } from '../output/redactor.ts';
import { secretVariants } from '../output/secret-variants.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A token of the runner's environment; null when it is not set. The runner's own secrets are never given. */
export function findToken(environment: Environment, name: string): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name) || /^(OVERMIND|RUNNER)_/i.test(name)) return null;
  const token = environment[name]?.trim() ?? '';
  return token === '' || /\s|\p{Cc}/u.test(token) ? null : token;
}

/** Without the token in any form in which it may show, and without what stands before `@` in an address. */
export function withoutSecrets(text: string, token: string | null): string {
  const plain = text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s]+@/gi, '$1');
  return token === null ? plain : redactText(buildAutomaton(secretVariants([token])), plain);
}
