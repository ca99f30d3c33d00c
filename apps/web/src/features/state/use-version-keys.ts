'use client';
import { useCallback } from 'react';
import { usePageKeys } from '#lib/page-keys.ts';

/** J goes to the older version, K to the newer one. */
export const useVersionKeys = (onStep: (step: 1 | -1) => void): void =>
  usePageKeys(
    useCallback(
      (key) => {
        if (key !== 'j' && key !== 'k') return false;
        onStep(key === 'j' ? 1 : -1);
        return true;
      },
      [onStep],
    ),
  );
