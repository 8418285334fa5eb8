// Files that were picked before their session was there; its page takes them over.

const waiting = new Map();

export const leave = (session, files) => waiting.set(session, files);

export function take(session) {
  const files = waiting.get(session) ?? [];
  waiting.delete(session);
  return files;
}
