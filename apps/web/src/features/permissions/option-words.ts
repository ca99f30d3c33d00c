import type { PermissionOption } from '@overmind/contracts/entities/permission';
import { permissions as text } from '#text/permissions.ts';

const sameWords: Record<PermissionOption['kind'], string[]> = {
  allow_once: ['allow once', 'yes'],
  allow_always: ['always allow'],
  reject_once: ['reject', 'reject once', 'deny', 'no'],
  reject_always: ['reject always', 'always reject', 'always deny'],
};

/** The agent's own name for a way to answer, where it says more than ours; null where it does not. */
export function ownWords({ name, kind }: PermissionOption): string | null {
  const same = ['', text.options[kind].toLowerCase(), ...sameWords[kind]];
  return same.includes(name.trim().toLowerCase()) ? null : name;
}
