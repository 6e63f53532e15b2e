namespace System.Runtime.Versioning;

[AttributeUsage(AttributeTargets.All)]
public sealed class TargetFrameworkAttribute : Attribute
{
    public string FrameworkName => throw null;
    public string FrameworkDisplayName { get => throw null; set => throw null; }
    public TargetFrameworkAttribute(string frameworkName) => throw null;
}
