// Fetches a challenge, lets the person's device answer it, and sends the answer with the form.
const knows = window.PublicKeyCredential?.parseCreationOptionsFromJSON && window.PublicKeyCredential.parseRequestOptionsFromJSON;

async function answer(form) {
  const response = await fetch(form.dataset.challenge, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error' });
  if (!response.ok) throw new Error(`The challenge was refused: ${response.status}`);
  const options = await response.json();
  const credential = form.dataset.passkey === 'add'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(credential);
}

for (const form of knows ? document.querySelectorAll('form[data-passkey]') : []) {
  const field = form.elements.namedItem('credential');
  const status = form.querySelector('[role=status]');
  form.hidden = false;
  for (const other of document.querySelectorAll('[data-without-passkeys]')) other.hidden = true;
  // A page that comes back from the browser's memory asks for a new challenge.
  window.addEventListener('pageshow', () => { field.value = ''; });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    status.textContent = '';
    try {
      field.value = await answer(form);
      form.submit();
    } catch {
      status.textContent = form.dataset.failed;
    }
  });
}
