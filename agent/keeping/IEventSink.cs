namespace NanoAgent.Keeping;

/// <summary>Where parts tell what happened. Takes a kind and an account name, and so has no place for a secret.</summary>
public interface IEventSink
{
    /// <summary>Logs an event; durable when it returns.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="account">The account's name, or an empty text. What is not 1 to 32 characters of a-z, 0-9 and hyphens is logged as <c>?</c>:
    /// people type passwords into the wrong field.</param>
    void Log(SecurityEvent kind, string account);
}
