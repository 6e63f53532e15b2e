using System.Collections;
using System.Reflection;
using System.Text.Json;
using NanoAgent.Boards.Virtual;

namespace NanoAgent.Tests.Virtual;

[TestClass]
public class PersonaTests
{
    [TestMethod]
    public void No_member_of_the_schema_names_an_outcome_a_reason_or_a_check()
    {
        string[] words = ["outcome", "reason", "finding", "success", "fail", "basis", "check"];
        string[] members = [.. Members(typeof(Behaviour), []).Select(m => m.ToLowerInvariant())];

        // "ChecksHost" says what a TLS stack looks at, "Fails" what an erase function reports: behaviour, both.
        string[] suspects = [.. members.Where(m => words.Any(m.Contains) && !m.StartsWith("checks", StringComparison.Ordinal) && m != "fails")];
        Assert.IsEmpty(suspects, string.Join(", ", suspects));
        Assert.IsGreaterThan(50, members.Length);
    }

    [TestMethod]
    [DataRow("""{"about":"x","behaviour":{"outcome":"success"}}""")]
    [DataRow("""{"about":"x","findings":{}}""")]
    [DataRow("""{"about":"x","behaviour":{"debug":{"jtagOpen":"maybe"}}}""")]
    [DataRow("""{"behaviour":{}}""")]
    [DataRow("""{"about":"x","about":"y"}""")]
    [DataRow("null")]
    public void A_file_with_a_member_or_value_that_is_not_known_is_refused(string json) =>
        Assert.ThrowsExactly<JsonException>(() => Persona.Parse("any", json));

    [TestMethod]
    public void The_personas_name_is_nowhere_in_the_boards_reach()
    {
        const string Name = "a-name-that-stands-nowhere-else";
        using var folder = new TemporaryFolder();
        using VirtualBoard board = VirtualBoard.Start(Persona.Parse(Name, """{"about":"x"}"""), new VirtualBoardOptions { Folder = folder.Path });
        Assert.IsFalse(Texts(board).Any(t => t.Contains(Name, StringComparison.Ordinal)));
        Assert.IsTrue(Texts(board).Any(t => t == board.Identity.Model), "the search finds what is there");
    }

    [TestMethod]
    public void Another_name_for_the_same_behaviour_changes_no_finding()
    {
        string json = File.ReadAllText(Repository.At("boards", "virtual", "personas", "silent-log.json"));
        CollectionAssert.AreEqual(Findings(Persona.Parse("compliant", json)), Findings(Persona.Of("silent-log")));
    }

    [TestMethod]
    public void Each_persona_says_what_it_is_about_in_one_sentence()
    {
        foreach (string name in Persona.Names)
        {
            string about = Persona.Of(name).About;
            Assert.IsTrue(about.EndsWith('.') && about.Length is > 10 and < 140, name);
        }
    }

    private static string[] Findings(Persona persona)
    {
        using var folder = new TemporaryFolder();
        using VirtualBoard board = VirtualBoard.Start(persona, new VirtualBoardOptions { Folder = folder.Path, Clock = new ManualTime() });
        return [.. Asking.All(board, board.Signer).Values.Select(f => $"{f.Check} {f.Outcome} {f.Basis} {f.Reason}")];
    }

    private static IEnumerable<string> Members(Type type, HashSet<Type> seen) =>
        !seen.Add(type) || type.Namespace?.StartsWith("NanoAgent", StringComparison.Ordinal) != true
            ? []
            : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(p => Members(p.PropertyType, seen).Prepend(p.Name));

    /// <summary>Every text that can be reached from an object through the fields of the board's own types.</summary>
    private static List<string> Texts(object root)
    {
        var found = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);

        while (open.TryPop(out object? o))
        {
            if (o is string text)
            {
                found.Add(text);
            }
            else if (seen.Add(o))
            {
                Open(o, open);
            }
        }

        return found;
    }

    private static void Open(object o, Stack<object> open)
    {
        if (o is IEnumerable many)
        {
            foreach (object? item in many)
            {
                Push(item, open);
            }
        }

        for (Type? t = o.GetType(); t?.Namespace?.StartsWith("NanoAgent", StringComparison.Ordinal) == true; t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                Push(field.GetValue(o), open);
            }
        }
    }

    private static void Push(object? o, Stack<object> open)
    {
        if (o is Delegate { Target: { } target })
        {
            open.Push(target);
        }
        else if (o != null)
        {
            open.Push(o);
        }
    }
}
