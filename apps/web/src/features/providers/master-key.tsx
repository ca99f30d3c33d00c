'use client';
import { ConfirmButton } from '#features/settings/confirm-button.tsx';
import { masterKey as text } from '#text/providers.ts';
import { useRotation } from './use-providers.ts';

export function MasterKey() {
  const rotate = useRotation();
  return <ConfirmButton label={text.rotateLabel} words={text.rotate} onConfirm={() => rotate.mutate({})} />;
}
