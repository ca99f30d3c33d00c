'use client';
import { exportProject } from '@overmind/contracts/routes/projects';
import { PackageOpen } from 'lucide-react';
import { MenuItem } from '#components/ui/menu-parts.tsx';
import { addressOf } from '#lib/api/client.ts';
import { transfer as text } from '#text/transfer.ts';

/** The browser downloads the archive itself, so that its size is no matter of memory. */
export const ExportItem = ({ projectId }: { projectId: string }) => (
  <MenuItem asChild>
    <a href={addressOf(exportProject, { id: projectId })} download title={text.exportHint}>
      <PackageOpen aria-hidden />
      {text.export}
    </a>
  </MenuItem>
);
