using System.CommandLine;

namespace NanoAgent.Tool.Commands;

/// <summary>The options of <c>nanoagent bench</c>: what is tested, what its tester knows of it, and whose record it becomes.</summary>
internal sealed class BenchOptionSet
{
    public Option<Uri> Target { get; } = Options.Address("--target", "the unit's admin endpoint");

    public Option<string> Persona { get; } = new("--persona") { Description = "test a virtual board that behaves so, as in `board list`, instead of a target" };

    public Option<bool> Own { get; } = new("--i-own-this-device") { Description = "the target is yours to test" };

    public Option<string[]> Only { get; } = new("--only") { Description = "only this test; repeat for more" };

    public Option<FileInfo> Profile { get; } = new("--profile") { Description = "how the endpoint is spoken to, JSON; the default is the virtual board's" };

    public Option<string> Account { get; } = new("--account") { Description = "the account that is tried", DefaultValueFactory = _ => "admin" };

    public Option<FileInfo> PasswordFile { get; } = new("--password-file") { Description = "its true password, the first line of a file" };

    public Option<string> Ports { get; } = new("--ports") { Description = "TCP ports to try, such as 1-1024,8080" };

    public Option<string> Declared { get; } = new("--declared") { Description = "of these, the ones that the vendor declares" };

    public Option<FileInfo> Authority { get; } = new("--ca") { Description = "the authority that must have issued the endpoint's certificate, PEM" };

    public Option<FileInfo> Image { get; } = new("--image") { Description = "a genuine update image; changed ones are tried first, then this one as control" };

    public Option<FileInfo[]> Refuse { get; } = new("--refuse") { Description = "an image that must be refused, such as an older one; repeat for more" };

    public Option<bool> Guided { get; } = new("--guided") { Description = "you are there to cut the power when asked" };

    public Option<string> Marker { get; } = new("--marker") { Description = "the text that you put into the unit before erasing, 8 characters or more" };

    public Option<FileInfo> Before { get; } = new("--flash-before") { Description = "the flash as read before erasing" };

    public Option<FileInfo> After { get; } = new("--flash-after") { Description = "the flash as read after erasing" };

    public Option<string> Product { get; } = new("--product") { Description = "the product's id" };

    public Option<string> Firmware { get; } = new("--firmware") { Description = "the unit's firmware version" };

    public Option<string> Unit { get; } = new("--unit") { Description = "the unit: UEID or serial number" };

    public Option<string> Tester { get; } = Options.Line("--tester", "name of the tester", Collector.Operators.Account.MaxNameLength);

    public Option<FileInfo> Key { get; } = RecordOptions.Key();

    public Option<RecordFolder> Folder { get; } = Options.Records();

    public Option<bool> Json { get; } = Options.Json();

    /// <summary>All of them, in the order in which help shows them.</summary>
    public IEnumerable<Option> All =>
    [
        Target, Persona, Own, Only, Profile, Account, PasswordFile, Ports, Declared, Authority, Image, Refuse, Guided, Marker, Before, After, Product, Firmware, Unit, Tester, Key, Folder, Json,
    ];
}
