'use client';
import type { StateVersion } from '@overmind/contracts/entities/state';
import { MenuItem } from '#components/ui/menu-parts.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { saveFile } from '#lib/save-file.ts';
import { toast } from '#lib/toast.ts';
import { state as text } from '#text/state.ts';

interface DownloadItemsProps {
  version: StateVersion;
  projectKey: string;
}

const formats = [
  { format: 'yaml', type: 'application/yaml', words: text.downloadYaml },
  { format: 'json', type: 'application/json', words: text.downloadJson },
] as const;

export const DownloadItems = ({ version, projectKey }: DownloadItemsProps) =>
  formats.map(({ format, type, words }) => (
    <MenuItem
      key={format}
      onSelect={() => {
        const name = `${projectKey.toLowerCase()}-state-v${version.version}.${format}`;
        // The reader of YAML is loaded with the first download.
        import('./edit-notes.ts')
          .then(({ inFormat }) => saveFile(name, type, inFormat(version, format)))
          .catch((error: unknown) => toast.error(errorWords(error)));
      }}
    >
      {words}
    </MenuItem>
  ));
