'use client';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useView } from '#features/project/project-context.tsx';
import { RepositoryPicker } from '#features/repositories/repository-picker.tsx';
import { useInspection } from '#features/repositories/use-inspection.ts';
import { projectSettings as text } from '#text/project-settings.ts';
import type { SettingsForm } from './use-project-settings.ts';

/** Where the repository is; another one can be chosen, as an imported project has none. */
export function RepositoryField({ form }: { form: SettingsForm }) {
  const saved = useView((view) => view.project.default_repo_path);
  const [isChoosing, setChoosing] = useState(false);
  const { repository } = form.draft;
  if (isChoosing) return <Choosing form={form} saved={saved ?? ''} onClose={() => setChoosing(false)} />;
  return (
    <div className="space-y-1">
      <p className="font-medium text-ink-2 text-xs">{text.repository}</p>
      <p className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 truncate font-mono text-sm">{repository === '' ? '—' : repository}</span>
        <Button size="sm" onClick={() => setChoosing(true)}>
          {repository === '' ? text.chooseRepository : text.changeRepository}
        </Button>
      </p>
      <p className={repository === '' ? 'text-review text-xs' : 'text-ink-3 text-xs'}>
        {repository === '' ? text.noRepository : text.repositoryHint}
      </p>
    </div>
  );
}

interface ChoosingProps {
  form: SettingsForm;
  saved: string;
  onClose(): void;
}

/** Only a path at which a runner finds a repository becomes part of the form. */
function Choosing({ form: { draft, change }, saved, onClose }: ChoosingProps) {
  const [path, setPath] = useState(draft.repository);
  const inspection = useInspection(path);
  const found = !inspection.isWaiting && inspection.data?.ok === true ? inspection.data.repo_path : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another finding changes the form
  useEffect(() => {
    if (found !== null) change({ repository: found });
  }, [found]);
  const giveUp = () => {
    change({ repository: saved });
    onClose();
  };
  return (
    <div className="space-y-3">
      <RepositoryPicker path={path} onPath={setPath} inspection={inspection} />
      <div className="flex gap-2">
        <Button size="sm" disabled={found === null} onClick={onClose}>
          {text.takeRepository}
        </Button>
        <Button size="sm" look="quiet" onClick={giveUp}>
          {text.keepRepository}
        </Button>
      </div>
    </div>
  );
}
