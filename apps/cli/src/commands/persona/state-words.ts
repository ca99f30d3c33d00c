import type { ProjectPersona } from '@overmind/contracts/entities/persona';

/** Whose it is and whether it takes part, in a word or two. */
export function stateWords({ is_built_in, is_changed, is_enabled }: ProjectPersona): string {
  const whose = is_built_in ? (is_changed ? 'changed' : 'built in') : 'own';
  return is_enabled ? whose : `${whose}, off`;
}
