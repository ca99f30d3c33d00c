const blockBytes = 512;

/** A POSIX tar archive; the same files give the same bytes. Names have at most 100 characters. */
export function tar(files) {
  const parts = files.flatMap(({ name, content }) => [header(name, content.length), padded(content)]);
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange Format" */
function header(name, sizeBytes) {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for the archive.`);
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0);
  // Mode, owner, group, size, time of the change.
  block.write('0000644\0' + '0000000\0' + '0000000\0', 100);
  block.write(`${octal(sizeBytes, 11)}\0${octal(0, 11)}\0`, 124);
  // The checksum counts its own field as spaces.
  block.write('        0', 148);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148);
  return block;
}

const octal = (value, digits) => value.toString(8).padStart(digits, '0');

const padded = (content) =>
  Buffer.concat([content, Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes)]);
