'use client';
import { uploadRecording } from '@overmind/contracts/routes/recordings';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useView } from '#features/project/project-context.tsx';
import { useProjectSpeech } from '#features/voice/settings/use-project-speech.ts';
import { newIdempotencyKey } from '#lib/api/client.ts';
import { upload } from '#lib/api/upload.ts';
import { refreshRecording } from '#lib/live/recording-caches.ts';
import { recordings as text } from '#text/recordings.ts';

export interface Upload {
  key: string;
  file: File;
  /** From 0 to 1; at 1 the server has all of it and looks at it. */
  share: number;
  isTooLarge: boolean;
  error: unknown;
}

/** As the server's own setting counts them. */
export const megabytes = (bytes: number): number => Math.floor(bytes / 1024 ** 2);

/** Files on their way to the server, one after the other. What is not sent when the page is left is stopped. */
export function useUploads() {
  const queries = useQueryClient();
  const conversationId = useView((view) => view.conversation.id);
  const mostBytes = useProjectSpeech()?.max_recording_bytes ?? null;
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const stoppers = useRef(new Map<string, AbortController>());
  const line = useRef(Promise.resolve());
  useEffect(() => {
    const all = stoppers.current;
    return () => {
      for (const stopper of all.values()) stopper.abort();
    };
  }, []);
  const patch = (key: string, fields: Partial<Upload>) =>
    setUploads((before) => before.map((each) => (each.key === key ? { ...each, ...fields } : each)));
  const drop = (key: string) => {
    stoppers.current.get(key)?.abort();
    stoppers.current.delete(key);
    setUploads((before) => before.filter((each) => each.key !== key));
  };
  const send = async (key: string, file: File, { signal }: AbortController) => {
    if (signal.aborted) return;
    const body = new FormData();
    body.set('file', file);
    try {
      const onProgress = (share: number) => patch(key, { share });
      const made = await upload(uploadRecording, {
        params: { id: conversationId },
        body,
        signal,
        idempotencyKey: key,
        onProgress,
      });
      drop(key);
      refreshRecording(queries, made.id);
    } catch (error) {
      if (!signal.aborted) patch(key, { error });
    }
  };
  const queue = (key: string, file: File) => {
    const stopper = new AbortController();
    stoppers.current.set(key, stopper);
    line.current = line.current.then(() => send(key, file, stopper));
  };
  /** What the server took all the same, before its answer was lost, it does not take twice. */
  const again = ({ key, file }: Upload) => {
    patch(key, { share: 0, error: null });
    queue(key, file);
  };
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = newIdempotencyKey();
      const isTooLarge = mostBytes !== null && file.size > mostBytes;
      const error = isTooLarge ? text.tooLarge(megabytes(mostBytes)) : null;
      setUploads((before) => [...before, { key, file, share: 0, isTooLarge, error }]);
      if (!isTooLarge) queue(key, file);
    }
  };
  return { uploads, mostBytes, add, again, drop };
}
