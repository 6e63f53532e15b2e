// Small enhancements; every page reads and works without them.
(() => {
  'use strict';

  // Live: when the collector says that something has changed, the page is read again and its live parts are put in place.
  const live = document.querySelectorAll('[data-live]').length > 0;

  async function refresh() {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const parts = page => [...page.querySelectorAll('[data-live]')].map(part => part.id).join();
    if (parts(next) !== parts(document)) {
      // Other parts than before, such as a first unit where there was none: the whole content is new.
      const main = document.getElementById('main');
      if (!main.contains(document.activeElement) || document.activeElement === main) main.replaceChildren(...next.getElementById('main').childNodes);
      return;
    }
    for (const part of document.querySelectorAll('[data-live]')) {
      const fresh = next.getElementById(part.id);
      // A part in which somebody is writing or reading on is left alone.
      if (!fresh || fresh.isEqualNode(part) || part.contains(document.activeElement)) continue;
      part.replaceWith(document.adoptNode(fresh));
      fresh.classList.add('fresh');
      const said = fresh.dataset.live;
      if (said) document.getElementById('live').textContent = said;
    }
  }

  if (live && 'EventSource' in window) {
    let waiting = null;
    const { seen } = document.body.dataset;
    const source = new EventSource(seen ? `/live?seen=${seen}` : '/live');
    source.addEventListener('change', () => { waiting ??= setTimeout(() => { waiting = null; refresh(); }, 300); });
    addEventListener('pagehide', () => source.close());
  }

  // On a narrow screen the navigation is a row that scrolls: where one is comes into sight.
  document.querySelector('.side nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });

  // Documents: dropped onto the field instead of chosen.
  for (const zone of document.querySelectorAll('.drop')) {
    const field = zone.querySelector('input[type=file]');
    zone.addEventListener('dragover', event => { event.preventDefault(); zone.classList.add('over'); });
    zone.addEventListener('dragleave', () => zone.classList.remove('over'));
    zone.addEventListener('drop', event => {
      event.preventDefault();
      zone.classList.remove('over');
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }

  // A document's title starts as the file's name.
  for (const field of document.querySelectorAll('input[type=file][data-title]')) {
    field.addEventListener('change', () => {
      const title = document.getElementById(field.dataset.title);
      if (title && !title.value && field.files[0]) title.value = field.files[0].name.replace(/\.[^.]+$/, '');
    });
  }

  // One click, one request.
  for (const form of document.querySelectorAll('form[method=post]')) {
    form.addEventListener('submit', event => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = 'yes';
    });
  }
  addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent));

  // What is meant to be copied can be copied with a button.
  for (const button of document.querySelectorAll('button[data-copy]')) {
    button.hidden = !navigator.clipboard;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      document.getElementById('live').textContent = button.dataset.copied;
    });
  }
})();
