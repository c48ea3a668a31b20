// The phone's own box of forms not yet sent: one IndexedDB store, keyed by the form's token.
const NAME = "houqin";
const STORE = "entries";

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "token" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function run(mode, act) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      // Only a completed transaction is on disk; a successful request is not yet.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

export const put = (entry) => run("readwrite", (store) => store.put(entry));
export const all = () => run("readonly", (store) => store.getAll());
export const remove = (token) => run("readwrite", (store) => store.delete(token));
