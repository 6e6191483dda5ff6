using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

/// <summary>Keeps the row of a message, which stays when the message leaves the account.</summary>
static class MessageWriter
{
    public static void Write(Database db, (long No, string LedgerId) account, MessageChange change, byte[]? bytes)
    {
        if (change.Message is { } message)
        {
            string state = Code.Of(message.State);
            if (change.IsReserved) db.Sql(MessageSql.Reserve).Add(message.Id).Add(account.No).Add(account.LedgerId).Add(state).Add(message.ReservedAt).AddText(bytes).Run();
            else db.Sql(MessageSql.Follow).Add(state).AddText(bytes).Add(message.Id).Run();
        }
        if (!change.Demanded.IsDefault)
            db.Sql(MessageSql.Demand).AddText(JsonSerializer.SerializeToUtf8Bytes(change.Demanded, AccountJson.Default.ImmutableArrayMoney)).Add(change.MessageId).Run();
        if (change.Outcome is not null) db.Sql(MessageSql.Conclude).Add(change.Outcome).Add(change.MessageId).Run();
    }

    public static void WriteText(Database db, string messageId, long version, byte[] text)
    {
        db.Sql(MessageSql.AddText).Add(messageId).Add(version).AddText(text).Run();
        db.Sql(MessageSql.PointToText).Add(version).Add(messageId).Run();
    }
}
