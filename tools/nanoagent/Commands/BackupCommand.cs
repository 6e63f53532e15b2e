using System.CommandLine;
using NanoAgent.Collector;
using NanoAgent.Collector.Storage;
using NanoAgent.Schemes;

namespace NanoAgent.Tool.Commands;

/// <summary><c>nanoagent backup DIR</c> and <c>nanoagent restore DIR</c>.</summary>
internal static class BackupCommand
{
    private const string PostgresHint = "pg_dump and pg_restore copy the database; keep a copy of the folder of --data beside it";

    /// <summary>The command that writes a backup.</summary>
    public static Command CreateBackup(Terminal terminal)
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "an empty or new folder; the copy is as secret as the original" };
        Option<DataLocation> data = Options.Data();
        var command = new Command("backup", "copies data, keys and certificate of a collector, running or not") { folder, data };
        command.SetAction(p =>
        {
            RefusePostgres(p.GetRequiredValue(data));
            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            BackupFolder.Write(collector, p.GetRequiredValue(folder).FullName);
            terminal.Say($"nanoagent: the log has {Plural.Of(collector.SignedHead().Size, "entry", "entries")}; keep the backup as safe as the keys inside");
            return ExitCode.Good;
        });
        return command;
    }

    /// <summary>The command that puts one back.</summary>
    public static Command CreateRestore(Terminal terminal)
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "a backup" };
        Option<DataLocation> data = Options.Data();
        var command = new Command("restore", "puts a backup back into an empty or new data folder") { folder, data };
        command.SetAction(p =>
        {
            RefusePostgres(p.GetRequiredValue(data));

            try
            {
                BackupFolder.Restore(p.GetRequiredValue(folder).FullName, p.GetRequiredValue(data).Folder.FullName);
            }
            catch (InvalidDataException e)
            {
                throw ToolException.WrongUse(e.Message);
            }

            using CollectorServices collector = DataFolder.Open(p.GetRequiredValue(data));
            terminal.Say($"nanoagent: the log has {Plural.Of(collector.SignedHead().Size, "entry", "entries")}");
            terminal.Say("nanoagent: what came in after the backup is lost: `log audit --pack` and the units' next reports show it as a fork of the log");
            return ExitCode.Good;
        });
        return command;
    }

    private static void RefusePostgres(DataLocation data)
    {
        if (data.Postgres is not null)
        {
            throw ToolException.WrongUse("PostgreSQL has backups of its own", PostgresHint);
        }
    }
}
