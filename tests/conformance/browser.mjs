// Answers questions about EPUBs: what a reader would meet in a real reading system (foliate-js), and what Ace has
// against one. One process answers many, in one headless Chromium, since both take longer to start than to answer.
//
// Each line of standard input is a question in JSON: {"ask": "reading", "book": …, "width": 390, "height": 844,
// "scheme": "dark", "shots": FOLDER} or {"ask": "ace", "book": …, "folder": …}. Its answer is a line of JSON, and "end".
// Of a reading: title, contents, landmarks; for each section its images, fonts and width; console errors, and requests
// that leave the book; with shots, one picture per section is kept. Ace leaves its report in the folder.
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import readline from 'node:readline'
import { createRequire } from 'node:module'

const home = process.env.VALIDATORS_HOME || path.join(os.homedir(), '.cache', 'makebook-validators')
process.env.PUPPETEER_EXECUTABLE_PATH = path.join(home, 'chromium')
const foliate = path.join(home, 'node_modules', 'foliate-js')
const require = createRequire(path.join(home, 'package.json'))
// What the reading system itself says on every book, and the icon that browsers ask for unasked.
const USUAL = /allow-scripts and allow-same-origin|favicon\.ico/
const MEDIA_TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

function serve(book) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname)
    const file = name === '/book.epub' ? path.resolve(book) : path.join(foliate, path.normalize(name))
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': MEDIA_TYPES[path.extname(file)] ?? 'application/octet-stream' })
    fs.createReadStream(file).pipe(response)
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function listen(page, base, report) {
  page.on('console', message => {
    const where = `${message.text()} ${message.location().url ?? ''}`
    if (['error', 'warn'].includes(message.type()) && !USUAL.test(where)) report.errors.push(where.trim())
  })
  page.on('pageerror', error => report.errors.push(String(error)))
  page.on('request', request => {
    if (!/^(blob|data|about):/.test(request.url()) && !request.url().startsWith(base)) report.foreign.push(request.url())
  })
}

function describeBook() {
  const { book } = document.querySelector('foliate-view')
  const labels = entries => (entries ?? []).map(({ label, subitems }) => subitems?.length ? [label, labels(subitems)] : label)
  return {
    title: book.metadata.title,
    contents: labels(book.toc),
    landmarks: (book.landmarks ?? []).map(({ label, type }) => [type?.[0], label]),
    pages: labels(book.pageList),
    sections: book.sections.length,
  }
}

async function describeSection() {
  const { doc } = document.querySelector('foliate-view').renderer.getContents()[0]
  const frame = () => new Promise(requestAnimationFrame)
  await frame().then(frame) // only what is laid out asks for its fonts
  await doc.fonts.ready
  return {
    title: doc.title,
    images: [...doc.images].map(image => [image.naturalWidth, Math.round(image.getBoundingClientRect().width)]),
    fonts: [...doc.fonts].filter(font => font.status === 'loaded').map(font => `${font.family} ${font.weight} ${font.style}`),
    failedFonts: [...doc.fonts].filter(font => font.status === 'error').map(font => font.family),
    text: getComputedStyle(doc.body).color,
  }
}

async function readSections(page, count, shots) {
  const sections = []
  for (let index = 0; index < count; index++) {
    await page.evaluate(index => document.querySelector('foliate-view').goTo(index), index)
    sections.push(await page.evaluate(describeSection))
    if (shots) {
      fs.mkdirSync(shots, { recursive: true })
      await page.screenshot({ path: path.join(shots, `${String(index).padStart(3, '0')}.png`), optimizeForSpeed: true })
    }
  }
  return sections
}

async function reading(browser, { book, width, height, scheme, shots }) {
  const report = { errors: [], foreign: [], sections: [] }
  const server = await serve(book)
  const base = `http://127.0.0.1:${server.address().port}`
  const profile = await browser.createBrowserContext()
  try {
    const page = await profile.newPage()
    listen(page, base, report)
    await page.setViewport({ width, height, deviceScaleFactor: 1.5 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await page.goto(`${base}/reader.html?url=/book.epub`)
    await page.waitForFunction(() => document.querySelector('foliate-view')?.lastLocation, { timeout: 20000 })
    report.book = await page.evaluate(describeBook)
    report.sections = await readSections(page, report.book.sections, shots)
  } catch (error) {
    report.errors.push(`browser.mjs: ${error.stack ?? error}`)
  } finally {
    await profile.close()
    server.close()
  }
  return report
}

function once(make) {
  let made
  return () => made ??= make()
}

// Ace would start a Chromium of its own for each book, and close it; it gets the one.
const puppeteer = require('puppeteer')
const launch = puppeteer.launch.bind(puppeteer)
puppeteer.launch = once(() => launch({ headless: true, args: ['--force-color-profile=srgb'] }))

const ace = once(() => {
  require('@daisy/ace-logger').initLogger({ silent: true })
  const runner = { ...require('@daisy/ace-axe-runner-puppeteer'), close: async () => {} }
  const check = require('@daisy/ace-core')
  return (book, folder) => check(book, { cwd: '/', outdir: folder, silent: true }, runner)
})

const answers = {
  reading: async question => reading(await puppeteer.launch(), question),
  ace: async ({ book, folder }) => (await ace()(book, folder))[1]['earl:result'],
}

console.log = console.error // standard output is for answers
for await (const line of readline.createInterface({ input: process.stdin })) {
  const question = JSON.parse(line)
  const answer = await answers[question.ask](question).catch(error => ({ failed: String(error?.stack ?? error) }))
  process.stdout.write(`${JSON.stringify(answer)}\nend\n`)
}
process.exit()
