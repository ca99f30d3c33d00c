'use client';
import { Field, Input } from '#components/ui/field.tsx';
import { repositories } from '#text/projects.ts';
import { FolderBrowser } from './folder-browser.tsx';
import { InspectionResult } from './inspection-result.tsx';
import type { useInspection } from './use-inspection.ts';

interface RepositoryPickerProps {
  path: string;
  onPath(path: string): void;
  inspection: ReturnType<typeof useInspection>;
}

/** A free path and a folder list side by side; what stands at the path is shown while typing. */
export function RepositoryPicker({ path, onPath, inspection }: RepositoryPickerProps) {
  return (
    <div className="space-y-3">
      <Field label={repositories.label} hint={path === '' ? repositories.hint : undefined}>
        {(control) => (
          <Input
            {...control}
            value={path}
            onChange={(event) => onPath(event.target.value)}
            placeholder={repositories.placeholder}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            className="h-10 font-mono"
          />
        )}
      </Field>
      <div aria-live="polite">
        <InspectionResult inspection={inspection} />
      </div>
      <FolderBrowser chosen={path} onChoose={onPath} />
    </div>
  );
}
