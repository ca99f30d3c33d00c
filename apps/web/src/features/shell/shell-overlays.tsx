'use client';
import { lazy, Suspense } from 'react';
import { useOverlays } from './overlay-store.ts';
import { useShortcuts } from './use-shortcuts.ts';

const Palette = lazy(async () => ({ default: (await import('#features/palette/palette.tsx')).Palette }));
const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).ShellKeysDialog }));
const NewTaskDialog = lazy(async () => ({
  default: (await import('#features/tasks/new-task-dialog.tsx')).NewTaskDialog,
}));
const PreviewDialog = lazy(async () => ({
  default: (await import('#features/cycles/preview-dialog.tsx')).PreviewDialog,
}));

/** Dialogs that any page may show, loaded when first asked for. `projectId` where the page is about one. */
export function ShellOverlays({ projectId = null }: { projectId?: string | null }) {
  const { shown, close } = useOverlays();
  useShortcuts(projectId);
  return (
    // By its key each is alone: while one is loaded, the one before it is gone and has given the focus back.
    <Suspense key={shown} fallback={null}>
      {shown === 'palette' ? <Palette projectId={projectId} onClose={close} /> : null}
      {shown === 'keys' ? <KeysDialog onClose={close} /> : null}
      {shown === 'new-task' && projectId !== null ? (
        <NewTaskDialog projectId={projectId} onClose={close} />
      ) : null}
      {shown === 'preview' && projectId !== null ? <PreviewDialog onClose={close} /> : null}
    </Suspense>
  );
}
