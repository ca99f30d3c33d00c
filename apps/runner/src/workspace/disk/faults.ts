import { codeOf, messageOf } from '../../log.ts';

/** Whether an error of ours, or what git said, means that the disk or the quota is full. */
export function isDiskFull(error: unknown): boolean {
  if (['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '')) return true;
  return /No space left on device|Disk quota exceeded/i.test(messageOf(error));
}
