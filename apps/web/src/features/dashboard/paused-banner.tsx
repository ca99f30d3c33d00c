'use client';
import { updateProject } from '@overmind/contracts/routes/projects';
import { CirclePause, Play } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { useMay, useProjectScope, useView } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { dashboard } from '#text/dashboard.ts';

/** Says while it is so that nothing new starts, since a still board would look broken. */
export function PausedBanner() {
  const { projectId } = useProjectScope();
  const isPaused = useView((view) => view.project.settings.orchestration === 'paused');
  const mayResume = useMay('maintainer');
  const resume = useSend(updateProject, { onError: (error) => void toast.error(errorWords(error)) });
  if (!isPaused) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-2 border-b bg-sunken px-3 py-1.5 text-blocked text-sm"
    >
      <CirclePause className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">{dashboard.paused}</span>
      {mayResume ? (
        <Button
          size="sm"
          isBusy={resume.isPending}
          onClick={() =>
            resume.mutate({ params: { id: projectId }, body: { settings: { orchestration: 'running' } } })
          }
        >
          <Play aria-hidden />
          {dashboard.resume}
        </Button>
      ) : null}
    </div>
  );
}
