import sql from "sql-template-tag"
import { choiceOf, defineField, suggestLabels } from "../define"
import { lineAmount } from "./orders"
import { fields } from "./texts"

export const topCategory = defineField({
  name: "top_category",
  type: "choice",
  ...fields.top_category,
  readsProducts: true,
  values: suggestLabels("category"),
  compile: (ask, context) =>
    choiceOf(
      {
        from: sql`(select distinct on (t.profile_id) t.profile_id, t.category_id from (
          select o.profile_id, c.category_id, sum(${lineAmount}) as amount
          from audience.order_line l join audience.order_fact o on o.id = l.order_id join audience.product p on p.id = l.product_id,
            unnest(p.category_ids) c(category_id)
          where o.canceled_at is null${context.scope(sql`o.profile_id`)} group by o.profile_id, c.category_id
        ) t where t.amount > 0 order by t.profile_id, t.amount desc, t.category_id collate "C") t`,
        profile: sql`t.profile_id`,
        column: sql`t.category_id`,
      },
      ask,
      context
    ),
})
