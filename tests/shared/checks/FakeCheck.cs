using NanoAgent.Attestation.Claims;
using NanoAgent.Checks;

namespace NanoAgent.Tests.Shared.Checks;

/// <summary>A check that does what a test says.</summary>
internal sealed class FakeCheck(string id, Intrusion intrusion) : ICheck, IReasked, IRestoring
{
    public string Id => id;

    public Intrusion Intrusion => intrusion;

    public Action<CheckContext> Does { get; set; } = _ => { };

    public string Marked { get; set; } = "m";

    public int Runs { get; private set; }

    public int Restores { get; private set; }

    public Func<string>? Marks { get; set; }

    public string Reason { get; set; } = "some-reason";

    public string Mark(CheckContext context) => Marks is null ? Marked : Marks();

    public void Restore(CheckContext context) => Restores++;

    public Finding Run(CheckContext context)
    {
        Runs++;
        Does(context);
        var facts = new FactList();
        facts.Add("count", -3);
        facts.Add("seen", true);
        facts.Add("item", "a name");
        return new Finding(id, Outcome.Fail, Basis.Probed, Reason, facts);
    }
}
