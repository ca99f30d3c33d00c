'use client';
import Link from 'next/link';
import { useMay, useProjectScope, useView } from '#features/project/project-context.tsx';
import { projectPath } from '#lib/route-ids.ts';
import { recordings as text } from '#text/recordings.ts';
import { UploadPlace } from './upload-place.tsx';

/** Where files are brought, or why they are not. */
export function BringFiles() {
  const mayBring = useMay('operator');
  const isHeard = useView((view) => view.project.settings.voice.recognition);
  if (!mayBring) return <p className="text-ink-2 text-sm">{text.viewerOnly}</p>;
  return isHeard ? <UploadPlace /> : <NotHeard />;
}

function NotHeard() {
  const { projectId } = useProjectScope();
  const mayTurnOn = useMay('maintainer');
  return (
    <p className="text-ink-2 text-sm">
      {text.notHeard}{' '}
      <Link
        href={projectPath(projectId, 'settings')}
        prefetch={false}
        className="text-accent underline-offset-2 hover:underline"
      >
        {mayTurnOn ? text.turnOn : text.askToTurnOn}
      </Link>
    </p>
  );
}
