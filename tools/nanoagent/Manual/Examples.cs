namespace NanoAgent.Tool.Manual;

/// <summary>An example of a command.</summary>
/// <param name="Arguments">What follows the command's name, words apart by spaces; a word with a space in it stands in quotes.</param>
/// <param name="Does">What it does.</param>
internal sealed record Example(string Arguments, string Does);

/// <summary>The examples of the manual pages. Tests hold that each parses, and run those that need nothing from outside.</summary>
internal static class Examples
{
    private const string Ueid = "AQAAAAAAAAAAAAAAAAAAAAA";
    private const string Person = "--by \"A. Person\" --why \"returned for repair\"";

    private static readonly Dictionary<string, Example[]> _all = new()
    {
        [""] = [new("demo", "runs the whole chain once"), new("help enrol token", "shows a command's page")],
        ["help"] = [new("declare", "shows the page of declare")],
        ["demo"] = [new("", "a firmware that does everything right"), new("--persona default-password --out weak", "one that has a default password; exits 1")],
        ["serve"] = [new("", "on https://127.0.0.1:8443, over SQLite in nanoagent-data"), new("--urls https://10.0.0.5:8443 --db postgres://collector@db/nanoagent --data keys", "over PostgreSQL")],
        ["board"] = [new("list", "the personas")],
        ["board list"] = [new("--json", "as a JSON array")],
        ["board run"] = [new("--persona compliant", "one cycle, reported to nobody"), new("--persona compliant --collector https://127.0.0.1:8443 --pin ca.pem --enrol TOKEN --flash unit-1", "enrols with a token for NA-100, and reports until it is stopped")],
        ["board config"] = [new("--model LAMP-1 --collector https://10.0.0.5:8443 --pin ca.pem --enrol TOKEN --wifi home --wifi-password-file wifi.txt --out unit-1", "the files that a real unit needs")],
        ["enrol"] = [new("list", "the enrolled units")],
        ["enrol token"] = [new("--model LAMP-1 --minutes 30", "a token for one unit of that model"), new("--model LAMP-1 --count 100", "a list for a batch, one a line"), new("--model NA-100", "for a virtual unit, as `board run` takes one")],
        ["enrol tokens"] = [new("", "which are out, for what, and until when")],
        ["enrol end-tokens"] = [new("--model LAMP-1 --by \"A. Person\" --why \"the list was lost\"", "whoever finds one enrols nothing with it")],
        ["enrol list"] = [new("--json", "for a program")],
        ["enrol show"] = [new(Ueid, "one unit's life")],
        ["enrol set-state"] = [new($"{Person} {Ueid} in-repair", "its good answers count no more; its failures do")],
        ["enrol replace-key"] = [new($"{Person} {Ueid}", "lets a unit enrol again after its flash was erased")],
        ["enrol acknowledge"] = [new($"{Ueid} credentials-unique --by \"A. Person\" --why \"label printed twice, corrected\"", "a failure is understood; it stays in the history")],
        ["operators"] = [new("list", "who may sign in")],
        ["operators list"] = [new("--json", "for a program")],
        ["operators invite"] = [new("Ada --roles viewer,operator", "prints the secret with which Ada sets a password")],
        ["operators reset"] = [new("Ada", "a lost password")],
        ["operators set-roles"] = [new("Ada --roles viewer", "takes a role away")],
        ["operators remove"] = [new("Ada", "sessions and tokens end at once")],
        ["operators token"] = [new("Ada --label backup --days 30", "a bearer token for a program")],
        ["operators revoke-token"] = [new("3f9a1c0b7d25", "ends the token of that id, as `operators list` shows it")],
        ["operators audit"] = [new("--most 20", "the last twenty acts")],
        ["endorse"] = [new("list", "whose word counts")],
        ["endorse key"] = [new("--key factory.pem", "the public key that collectors must trust")],
        ["endorse sign"] = [new($"--issuer Factory --ueid {Ueid} --kid THUMBPRINT --mac 0123456789ab --model LAMP-1 --serial 0001 --key factory.pem", "one unit; gather the lines in a file")],
        ["endorse trust"] = [new("factory.jwk --name Factory --by \"A. Person\" --why \"key handed over on paper\"", "takes that endorser's word from now on")],
        ["endorse distrust"] = [new("KID --by \"A. Person\" --why \"factory closed\"", "counts it for nothing")],
        ["endorse import"] = [new("endorsements.txt", "joins them to their units")],
        ["endorse list"] = [new("--json", "for a program")],
        ["reference"] = [new("import lamp.json", "imports a file")],
        ["reference import"] = [new("lamp.json", "reports of that firmware are appraised against it")],
        ["reference list"] = [new("--json", "for a program")],
        ["reference show"] = [new("LAMP-1 1.2.0", "the file as it was imported")],
        ["verify"] = [new("filing/pack --keys filing/keys.json", "a pack, with the keys that its collector published"), new("filing/pack --keys filing/keys.json --endorser factory.jwk", "and the key of whoever endorsed its units, from themselves"), new("token.jwt --keys unit.jwk --json", "a token")],
        ["explain"] = [new("filing/pack S1.1-02 --keys filing/keys.json", "down to the signed bytes")],
        ["watch"] = [new("--declaration filing/pack --webhook https://hooks.example/drift", "says no, and posts, when a row no longer holds")],
        ["record"] = [new("list", "what is recorded")],
        ["record product"] = [new("--product LAMP --model LAMP-1 --model LAMP-2 --alike \"same board and firmware\"", "a family of two models")],
        ["record add"] = [new("policy.html --product LAMP --criterion S1.1-05 --type policy --title \"Disclosure policy\"", "a document from a file")],
        ["record template"] = [new("vulnerability-disclosure-policy", "a text to start from")],
        ["record lint"] = [new("vulnerability-disclosure-policy policy.md", "what the document still has to say")],
        ["record confirm"] = [new("S1.1-02 --product LAMP --firmware 1.2.0 --by \"A. Person\"", "a named person confirms a row")],
        ["record not-applicable"] = [new("S1.1-04 --product LAMP --firmware 1.2.0 --by \"A. Person\" --reason \"no such interface\"", "a row that does not apply")],
        ["record compared"] = [new("S1.1-02 --product LAMP --by \"A. Person\" --document JST-CR-01-01 --version-read 1.0", "the row's text was compared with the official one")],
        ["record fill"] = [new("checklist.xlsx --pack filing/pack --map map.json --out filled.xlsx --product LAMP", "the authority's own workbook")],
        ["record list"] = [new("--json", "for a program")],
        ["provision"] = [new($"--efuse summary.json --chip esp32-s3 --ueid {Ueid} --product LAMP --by \"A. Person\" --key provisioner.pem", "signs what the fuses say")],
        ["bench"] = [new("--persona compliant --tester \"A. Tester\"", "tests a virtual board"), new("--target https://192.168.4.1 --i-own-this-device --tester \"A. Tester\" --product LAMP --firmware 1.2.0 --unit 0001 --ports 1-1024", "tests a unit of yours and records the outcome")],
        ["declare"] = [new("--product LAMP --firmware 1.2.0 --out filing", "writes filing/pack and filing/keys.json"), new("--product LAMP --firmware 1.2.0 --out next --previous filing/pack", "continues an earlier one")],
        ["schemes"] = [new("list", "the schemes of this build")],
        ["schemes list"] = [new("--json", "for a program")],
        ["schemes show"] = [new("jc-star-1", "its rows")],
        ["schemes map"] = [new("S1.1-02", "the rows of other schemes that ask the same")],
        ["schemes lint"] = [new("my-scheme.json", "what is missing in a scheme of your own")],
        ["log"] = [new("head", "the tree head")],
        ["log head"] = [new("", "keep the line: it is what a later audit is held against")],
        ["log audit"] = [new("--pack filing/pack", "has history only grown since that pack?")],
        ["fleet"] = [new("simulate --devices 100", "a hundred units")],
        ["fleet simulate"] = [new("--devices 1000 --rate 200 --reports 5 --mix compliant:9,default-password:1", "one unit of ten has a default password")],
        ["keys"] = [new("list", "the collector's keys")],
        ["keys list"] = [new("--json", "for a program")],
        ["keys rotate"] = [new("log --by \"A. Person\" --why \"yearly\"", "a new key for the log")],
        ["backup"] = [new("backup-1", "while the collector runs")],
        ["restore"] = [new("backup-1 --db restored", "into an empty or new folder")],
    };

    /// <summary>The examples of a command.</summary>
    /// <param name="path">Its words, as <see cref="ManualPage.PathOf"/> gives them.</param>
    public static IReadOnlyList<Example> Of(string path) => _all.GetValueOrDefault(path) ?? [];

    /// <summary>The commands that have examples.</summary>
    public static IEnumerable<string> Commands => _all.Keys;
}
