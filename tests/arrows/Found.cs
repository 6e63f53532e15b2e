namespace NanoAgent.Tests.Arrows;

/// <summary>Tests here look for offences; a failure names each of them.</summary>
internal static class Found
{
    /// <summary>Fails with the list unless it is empty.</summary>
    public static void Nothing(IEnumerable<string> offences) =>
        Assert.AreEqual("", string.Join('\n', offences));
}
