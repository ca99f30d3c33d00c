import { GitStateCopies } from '../state/copy/git-copies.ts';
import { manyVersions } from './many-versions.ts';

/** A program that copies many versions and is killed at it: `copy-many.ts <root> <how many>`. */
const [root = '', latest = ''] = process.argv.slice(2);
await new GitStateCopies(root).bring('many', null, manyVersions(Number(latest)));
