namespace NanoAgent.Collector.Enrolments;

/// <summary>One-time tokens: they are made, seen while nobody used them, and ended when they went astray.</summary>
public sealed class TokenDesk(CollectorServices collector)
{
    /// <summary>Makes one-time tokens for units of a model, all of them or none.</summary>
    /// <param name="model">The model that may enrol with them.</param>
    /// <param name="lifetime">How long they are good.</param>
    /// <param name="count">How many, from 1.</param>
    /// <param name="madeBy">Who asked for them.</param>
    /// <returns>The tokens: 43 characters each. Only their hashes are kept.</returns>
    public IReadOnlyList<string> Make(string model, TimeSpan lifetime, int count, string madeBy)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        string[] tokens = [.. Enumerable.Range(0, count).Select(_ => Secret.Make())];
        collector.Store.WriteNow((session, _) =>
        {
            foreach (string token in tokens)
            {
                session.Execute(
                    "INSERT INTO enrolment_tokens (hash, model, made_at, made_by, expires_at) VALUES (@hash, @model, @at, @by, @expires)",
                    CollectorServices.HashOf(token), model, collector.Now, madeBy, collector.Now + (long)lifetime.TotalSeconds);
            }

            return collector.Audit(session, madeBy, "enrolment-token", model, count == 1 ? $"good for {lifetime}" : $"{count}, good for {lifetime}");
        });
        return tokens;
    }

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
