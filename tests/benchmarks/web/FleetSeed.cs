using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace NanoAgent.Benchmarks.Web;

/// <summary>Writes many units straight into a collector's database: what the pages read, and no more.</summary>
internal static class FleetSeed
{
    private const int Variants = 12;

    private static readonly string[] s_checks = ["access-control", "brute-force", "default-credentials", "event-log", "update-verification"];

    /// <summary>Adds units of three models with twelve different sets of findings; one in a hundred fails.</summary>
    public static void Write(string database, int units, long now)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand unit = Command(connection, "INSERT INTO units (id, ueid, model, is_virtual, enrolled_at, enrolment, answer) VALUES (@id, @ueid, @model, 0, @at, '', '')", "@id", "@ueid", "@model", "@at");
        using SqliteCommand state = Command(
            connection,
            """
            INSERT INTO unit_states (unit_id, version, state, state_at, state_by, state_why, last_seen, live_at, live_index, last_index, reports, boots, report_number, events, observation, failing, ear_status, firmware, digest)
            VALUES (@id, 1, @state, @at, 'collector', 'reports', @at, @at, 0, 0, 9, 1, 9, 9, 9, @failing, 0, '1.0.0', @digest)
            """,
            "@id", "@state", "@at", "@failing", "@digest");
        using SqliteCommand finding = Command(
            connection,
            "INSERT INTO findings (unit_id, check_id, outcome, basis, reason, since_at, since_index) VALUES (@id, @check, @outcome, 3, 'holds', @at, 0)", "@id", "@check", "@outcome", "@at");

        for (int i = 1; i <= units; i++)
        {
            bool fails = i % 100 == 0;
            Run(unit, (long)i, $"AQ{i:D21}", $"MODEL-{i % 3}", now - 86_400);
            Run(state, (long)i, fails ? 2L : 1L, now - (i % 3600), fails ? 1L : 0L, new byte[] { (byte)(fails ? 255 : i % Variants) });

            foreach (string check in s_checks)
            {
                Run(finding, (long)i, check, fails && check == s_checks[2] ? 2L : 3L, now - (i % 3600));
            }
        }

        transaction.Commit();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params string[] names)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;

        foreach (string name in names)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}
