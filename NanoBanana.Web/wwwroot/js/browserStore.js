// Small unfinished things, kept in the browser for a month: a reload takes nothing away.

const store = 'unfinished';
const month = 30 * 24 * 3600 * 1000;

const settle = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

let opening;

async function open(mode) {
  opening ??= connect();
  return (await opening).transaction(store, mode).objectStore(store);
}

async function connect() {
  const request = indexedDB.open('nano-banana', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store).createIndex('at', 'at');
  const database = await settle(request);
  const old = database.transaction(store, 'readwrite').objectStore(store).index('at')
    .openCursor(IDBKeyRange.upperBound(Date.now() - month));
  old.onsuccess = () => {
    old.result?.delete();
    old.result?.continue();
  };
  return database;
}

/** Null where nothing is kept, or where the browser keeps nothing. */
export async function load(key) {
  try {
    return (await settle((await open('readonly')).get(key)))?.value ?? null;
  } catch {
    return null;
  }
}

export async function save(key, value) {
  try {
    const kept = await open('readwrite');
    await settle(value === null ? kept.delete(key) : kept.put({ at: Date.now(), value }, key));
  } catch {
    // Private windows may refuse; then it lives as long as the page.
  }
}
