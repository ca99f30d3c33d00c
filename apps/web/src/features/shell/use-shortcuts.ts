'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { chordMs, isBusyElsewhere } from '#lib/page-keys.ts';
import { projectPath } from '#lib/route-ids.ts';
import { useOverlays } from './overlay-store.ts';

function focusOn(name: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-shortcut="${name}"]`);
  element?.focus();
  return element !== null;
}

function pressOn(name: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-shortcut="${name}"]`);
  element?.focus();
  element?.click();
  return element !== null;
}

/** Keys that work anywhere on a page; single letters only when nobody is typing and nothing lies over the page. */
export function useShortcuts(projectId: string | null): void {
  const router = useRouter();
  const open = useOverlays((state) => state.open);
  const chordAt = useRef(0);
  useEffect(() => {
    const go = (key: string): boolean => {
      if (key === 'p') router.push('/projects');
      else if (key === 'i') router.push('/inbox');
      else if (key === 'u') router.push('/usage');
      else if (projectId === null) return false;
      else if (key === 'b') router.push(projectPath(projectId));
      else if (key === 'd') router.push(`${projectPath(projectId)}/discussions`);
      else if (key === 's') router.push(projectPath(projectId, 'state'));
      else if (key === 'a') router.push(projectPath(projectId, 'agents'));
      else if (key === 'e') router.push(projectPath(projectId, 'settings'));
      else return false;
      return true;
    };
    const plain = (key: string): boolean => {
      const isChord = performance.now() - chordAt.current < chordMs;
      chordAt.current = 0;
      if (isChord) return go(key);
      if (key === 'g') chordAt.current = performance.now();
      else if (key === '?') open('keys');
      else if (key === 'n' && projectId !== null) open('new-task');
      else if (key === 'c') return focusOn('chat');
      else if (key === '/') return focusOn('filter');
      else if (key === 'f') return pressOn('filters');
      else return false;
      return true;
    };
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if ((event.metaKey || event.ctrlKey) && key === 'k') {
        event.preventDefault();
        return open('palette');
      }
      const isPlain = !event.metaKey && !event.ctrlKey && !event.altKey && !event.defaultPrevented;
      if (!isPlain || isBusyElsewhere(event.target)) return;
      if (plain(key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open, projectId, router]);
}
