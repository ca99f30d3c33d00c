import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const notSource = /^(node_modules|dist|out|\.next|next-env\.d\.ts)$|\.tsbuildinfo$|\.test\.tsx?$/;

/** One hash over the names and contents of `paths` (files or folders); tests and build output do not count. */
export function hashSources(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) addToHash(hash, path);
  return hash.digest('hex');
}

function addToHash(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) {
      if (!notSource.test(name)) addToHash(hash, join(path, name));
    }
    return;
  }
  hash.update(path).update('\0').update(readFileSync(full));
}

/** A stamp remembers from which sources a part was last built. Remove it before building, write it after. */
export function openStamp(part, paths) {
  const file = join(root, '.cache/build-stamp', part);
  const hash = hashSources(paths);
  return {
    isFresh: () => existsSync(file) && readFileSync(file, 'utf8') === hash,
    remove: () => rmSync(file, { force: true }),
    write: () => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, hash);
    },
  };
}
