'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { getArtifactContent, listRunArtifacts } from '@overmind/contracts/routes/runs';
import { Download } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { addressOf } from '#lib/api/client.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { merges as text } from '#text/merges.ts';

/** The work of a folder without git cannot be merged: how it gets there. */
export function NoGitNote({ run }: { run: Run }) {
  const found = useRoute(listRunArtifacts, { params: { id: run.id } });
  const patch = found.data?.items.find(({ kind }) => kind === 'patch');
  return (
    <p className="flex flex-wrap items-center gap-2 text-ink-2 text-sm">
      {text.noGit}
      {patch === undefined ? null : (
        <Button asChild size="sm">
          <a href={addressOf(getArtifactContent, { id: patch.id })} download={patch.name}>
            <Download aria-hidden />
            {text.downloadPatch}
          </a>
        </Button>
      )}
    </p>
  );
}
