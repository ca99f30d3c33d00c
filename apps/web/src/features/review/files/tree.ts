import type { DiffFile } from '../diff/diff-file.ts';

export interface Folder {
  /** Of all folders that hold nothing else, joined: `src/auth`. */
  name: string;
  path: string;
  folders: Folder[];
  files: DiffFile[];
}

/** Files by folder; a folder with nothing but one folder is joined with it. */
export function treeOf(files: readonly DiffFile[]): Folder {
  const root: Folder = { name: '', path: '', folders: [], files: [] };
  for (const file of files) {
    let at = root;
    for (const name of file.path.split('/').slice(0, -1)) at = childOf(at, name);
    at.files.push(file);
  }
  return { ...root, folders: root.folders.map(joined) };
}

function childOf(folder: Folder, name: string): Folder {
  const known = folder.folders.find((each) => each.name === name);
  if (known !== undefined) return known;
  const path = folder.path === '' ? name : `${folder.path}/${name}`;
  const child: Folder = { name, path, folders: [], files: [] };
  folder.folders.push(child);
  return child;
}

function joined(folder: Folder): Folder {
  const [only, ...others] = folder.folders;
  if (only !== undefined && others.length === 0 && folder.files.length === 0)
    return joined({ ...only, name: `${folder.name}/${only.name}` });
  return { ...folder, folders: folder.folders.map(joined) };
}

/** Files in the order in which the tree shows them. */
export const filesInOrder = (folder: Folder): DiffFile[] => [
  ...folder.folders.flatMap(filesInOrder),
  ...folder.files,
];

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export function matching(files: readonly DiffFile[], words: string): DiffFile[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return files.filter(({ path }) => wanted.every((word) => path.toLowerCase().includes(word)));
}
