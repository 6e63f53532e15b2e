namespace NanoAgent.Collector.Keys.Pkcs11;

/// <summary>How a key is found in a token.</summary>
/// <param name="Label">CKA_LABEL: the keys' name and the purpose, <c>nanoagent-ear</c>.</param>
/// <param name="Id">CKA_ID: tells the keys of one label apart.</param>
internal sealed record TokenKeyName(string Label, byte[] Id);
