namespace NanoAgent.Collector.Enrolments;

/// <summary>The one-time tokens that nobody used yet: they are seen, and ended when they went astray.</summary>
public sealed class TokenDesk(CollectorServices collector)
{
    /// <summary>The tokens that are still good, the newest first.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<OpenToken> Open(long most) => collector.Store.Read(session => OpenToken.Read(session, collector.Now, most));

    /// <summary>Ends every token of a model that nobody used, those that allow a unit another key included.</summary>
    /// <param name="model">The model.</param>
    /// <param name="who">A person's name.</param>
    /// <param name="why">Their reason.</param>
    /// <returns>How many were still good.</returns>
    public long End(string model, string who, string why) => collector.Store.WriteNow((session, _) =>
    {
        long good = session.Scalar<long>("SELECT COUNT(*) FROM enrolment_tokens WHERE model = @model AND used_by IS NULL AND expires_at > @now", model, collector.Now);
        session.Execute("DELETE FROM enrolment_tokens WHERE model = @model AND used_by IS NULL", model);
        collector.Audit(session, who, "end-enrolment-tokens", model, $"{good}: {why}");
        return good;
    });
}
