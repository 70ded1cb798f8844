select i.id, i.number, c.company, c.email, i.due_on, i.total, i.status
from invoices i
join customers c on c.id = i.customer_id
where i.due_on >= $1::date
order by i.due_on, i.id
limit 51
