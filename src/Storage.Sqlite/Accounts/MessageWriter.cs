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
            if (change.IsReserved) db.Sql(MessageSql.Reserve).Add(account.No).Add(message.Id).Add(account.LedgerId).Add(state).Add(message.ReservedAt).AddText(bytes).Run();
            else db.Sql(MessageSql.Follow).Add(state).AddText(bytes).Add(account.No).Add(message.Id).Run();
        }
        if (!change.Demanded.IsDefault)
            db.Sql(MessageSql.Demand).AddText(JsonSerializer.SerializeToUtf8Bytes(change.Demanded, AccountJson.Default.ImmutableArrayMoney)).Add(account.No).Add(change.MessageId).Run();
        if (change.Outcome is not null) db.Sql(MessageSql.Conclude).Add(change.Outcome).Add(account.No).Add(change.MessageId).Run();
    }

    public static void WriteText(Database db, long no, string messageId, (long Version, byte[] Bytes) text)
    {
        db.Sql(MessageSql.AddText).Add(messageId).Add(text.Version).AddText(text.Bytes).Run();
        db.Sql(MessageSql.PointToText).Add(text.Version).Add(no).Add(messageId).Run();
    }
}
