import { execa } from 'execa';

const isRoot = process.getuid?.() === 0;
/** What root may do beyond what is its own. */
const overrides = ['dac_override', 'dac_read_search'];

/**
 * What a program prints, a module of TypeScript that stands in a folder, run by somebody who owns files and has no other
 * right to them: root as well, which may else look into anything and remove it. `without` names more that it may not do.
 */
export async function runUnprivileged(
  code: string,
  { cwd, args = [], without = [] }: { cwd: string; args?: readonly string[]; without?: readonly string[] },
): Promise<string> {
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', code];
  const bounding = [...overrides, ...without].map((name) => `-${name}`).join(',');
  const [file, ...argv] = isRoot
    ? ['setpriv', `--bounding-set=${bounding}`, '--', process.execPath]
    : [process.execPath];
  const { stdout } = await execa(file ?? '', [...argv, ...flags, '--', ...args], { cwd });
  return stdout;
}
