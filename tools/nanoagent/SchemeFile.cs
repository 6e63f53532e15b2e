using NanoAgent.Schemes;

namespace NanoAgent.Tool;

/// <summary>The scheme that a command line names: one of this build, or a file, so that a scheme is added without code.</summary>
internal static class SchemeFile
{
    /// <summary>The scheme whose test tables (ICS, IXIT) every pack carries.</summary>
    public static Scheme? Tables => SchemeCatalog.BuiltIn.Find("en-303-645");

    /// <summary>The scheme of that id, or the one in that file; a file must pass the lint.</summary>
    public static Scheme Find(string idOrFile)
    {
        if (SchemeCatalog.BuiltIn.Find(idOrFile) is Scheme known)
        {
            return known;
        }

        if (!File.Exists(idOrFile))
        {
            throw ToolException.WrongUse($"no scheme {idOrFile}", "`nanoagent schemes list` shows them; a file may be named too");
        }

        Scheme scheme = Read(idOrFile);
        SchemeProblem? problem = SchemeLint.Check(scheme).FirstOrDefault();
        return problem is null ? scheme : throw ToolException.WrongUse($"{idOrFile} has problems: {problem.Row ?? "-"} {problem.Detail}", "`nanoagent schemes lint FILE` lists them");
    }

    /// <summary>Reads a scheme file.</summary>
    public static Scheme Read(string path) => SchemeReader.TryRead(InputFile.Read(path), out Scheme? scheme, out string? problem)
        ? scheme!
        : throw ToolException.WrongUse($"{Path.GetFileName(path)} is no scheme: {problem}");
}
