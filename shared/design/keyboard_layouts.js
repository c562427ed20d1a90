.pragma library

// The rows of keys by language; a key may carry further letters, reached by the second page.
const letters = {
    en: ["qwertyuiop", "asdfghjkl", "zxcvbnm"],
    de: ["qwertzuiopü", "asdfghjklöä", "yxcvbnmß"],
    fr: ["azertyuiop", "qsdfghjklm", "wxcvbnéèàç"],
    pl: ["qwertyuiop", "asdfghjkl", "zxcvbnm", "ąćęłńóśźż"],
    ar: ["ضصثقفغعهخحج", "شسيبلاتنمكط", "ئءؤرىةوزظدذ"]
}
const numeric = ["123", "456", "789", "+0"]
const email = ["@", ".", "-", "_"]
const digits = "1234567890"
const endings = { en: ".com", de: ".de", fr: ".fr", pl: ".pl", ar: ".com" }

function rows(kind, language) {
    if (kind === "numeric" || kind === "phone")
        return numeric.map(row => Array.from(kind === "phone" ? row : row.replace("+", "")))
    const base = letters[kind === "email" && language === "ar" ? "en" : language] ?? letters.en
    return base.map(row => Array.from(row))
}

function top(kind, language) {
    if (kind === "numeric" || kind === "phone")
        return []
    if (kind === "email")
        return email.concat(["gmail.com", endings[language] ?? ".com"])
    return Array.from(digits)
}
