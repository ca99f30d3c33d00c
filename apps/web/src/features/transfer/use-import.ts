'use client';
import type { ImportReport } from '@overmind/contracts/entities/archive';
import { importProject, listProjects } from '@overmind/contracts/routes/projects';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { upload } from '#lib/api/upload.ts';

export type ImportStage =
  | { kind: 'idle' }
  | { kind: 'sending'; share: number }
  | { kind: 'failed'; error: unknown }
  | { kind: 'stopped' }
  | { kind: 'done'; report: ImportReport };

export interface ImportWish {
  name: string;
  ids: 'auto' | 'keep' | 'remap';
}

/** One import at a time; closing the dialog stops it. */
export function useImport() {
  const queries = useQueryClient();
  const [stage, setStage] = useState<ImportStage>({ kind: 'idle' });
  const stopper = useRef<AbortController>(undefined);
  useEffect(() => () => stopper.current?.abort(), []);
  const start = async (body: File, { name, ids }: ImportWish) => {
    const controller = new AbortController();
    stopper.current = controller;
    setStage({ kind: 'sending', share: 0 });
    try {
      const report = await upload(importProject, {
        query: { ids, ...(name.trim() === '' ? {} : { name: name.trim() }) },
        body,
        signal: controller.signal,
        onProgress: (share) => setStage({ kind: 'sending', share }),
      });
      setStage({ kind: 'done', report });
      void queries.invalidateQueries({ queryKey: [listProjects.id] });
    } catch (error) {
      setStage(controller.signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error });
    }
  };
  return { stage, start, stop: () => stopper.current?.abort(), reset: () => setStage({ kind: 'idle' }) };
}
