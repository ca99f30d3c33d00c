'use client';
import { DiscussionExport, maxExportBytes } from '@overmind/contracts/entities/discussion-export';
import { importDiscussion } from '@overmind/contracts/routes/discussions';
import { useQueryClient } from '@tanstack/react-query';
import { FileInput } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { discussions as text } from '#text/discussion-list.ts';
import { discussionPath } from '../discussions-path.ts';
import { refreshDiscussions } from '../live/discussion-caches.ts';

/** Brings a discussion that was exported elsewhere, and opens it. */
export function ImportButton() {
  const { projectId } = useProjectScope();
  const router = useRouter();
  const queries = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const fail = (words: string) => toast.error(text.importFailed, { description: words });
  const bring = useSend(importDiscussion, {
    onError: (error) => fail(errorWords(error)),
    onSuccess: ({ id }) => {
      toast.success(text.imported);
      refreshDiscussions(queries);
      router.push(discussionPath(projectId, id));
    },
  });
  const read = async (file: File) => {
    const found = await readExport(file);
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
        accept=".json,application/json"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) void read(file);
        }}
      />
    </>
  );
}

/** What the file holds, or why it cannot be brought. */
async function readExport(file: File): Promise<DiscussionExport | string> {
  if (file.size > maxExportBytes) return text.tooLarge(Math.floor(maxExportBytes / 2 ** 20));
  let parsed: unknown;
  try {
    parsed = JSON.parse(await file.text());
  } catch {
    return text.notJson;
  }
  const checked = DiscussionExport.safeParse(parsed);
  if (checked.success) return checked.data;
  const [first] = checked.error.issues;
  return first === undefined ? text.notJson : `${first.path.join('/')}: ${first.message}`;
}
