import type { Governed, Rule } from './rule.ts';

/**
 * The variable counts for more than the settings. `approve` asks for every tool but those that only read.
 * Source: block.github.io/goose/docs/guides/goose-permissions and /environment-variables.
 */
export function governGoose({ policy }: Rule): Promise<Governed> {
  return Promise.resolve({ env: { GOOSE_MODE: policy === 'allow' ? 'auto' : 'approve' } });
}
