'use client';
import { importConversation } from '@overmind/contracts/routes/conversations';
import { useQueryClient } from '@tanstack/react-query';
import { FileInput } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { projectPath } from '#lib/route-ids.ts';
import { toast } from '#lib/toast.ts';
import { discussions as text } from '#text/discussion-list.ts';
import { discussionPath } from '../discussions-path.ts';
import { refreshDiscussions } from '../live/discussion-caches.ts';

/** Brings a discussion or a chat that was exported elsewhere, or that a transcript tells of. A discussion is opened. */
export function ImportButton() {
  const { projectId } = useProjectScope();
  const router = useRouter();
  const queries = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const fail = (words: string) => toast.error(text.importFailed, { description: words });
  const bring = useSend(importConversation, {
    onError: (error) => fail(errorWords(error)),
    onSuccess: ({ id, kind, title }) => {
      if (kind === 'chat') {
        const open = () => router.push(`${projectPath(projectId)}?chat=${id}&view=chat`);
        toast.success(text.importedChat(title), { action: { label: text.openChat, onClick: open } });
        return;
      }
      toast.success(text.imported);
      refreshDiscussions(queries);
      router.push(discussionPath(projectId, id));
    },
  });
  const read = async (file: File) => {
    const found = await import('./read-import.ts').then(
      ({ readImport }) => readImport(file),
      () => text.notLoaded,
    );
    if (typeof found === 'string') fail(found);
    else bring.mutate({ params: { id: projectId }, body: found });
  };
  return (
    <>
      <Button size="sm" look="quiet" isBusy={bring.isPending} onClick={() => picker.current?.click()}>
        <FileInput aria-hidden />
        <span className="max-md:sr-only">{text.import}</span>
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={text.importLabel}
        accept=".json,.md,.markdown,application/json,text/markdown"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) void read(file);
        }}
      />
    </>
  );
}
